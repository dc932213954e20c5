"""Reading: dispatches as they come, in files, folders, pages, tables or on standard input, into documents.

    from dateline.reading import ReadOptions, read

    for result in read(["news.jsonl"], ReadOptions(published="2017-03-10")):
        ...  # a Document, or a Failure that says what could not be read and why

The text of a document is what its offsets count in. Plain text files lose their byte order mark and have their line
ends made LF; text in rows stays as it is; a page's text is its article. Facts found in the text are set beside it,
never cut out of it.
"""

from dateline.reading.dates import parse_published
from dateline.reading.documents import make_document
from dateline.reading.options import ReadOptions
from dateline.reading.sources import read, read_stream

__all__ = ["ReadOptions", "make_document", "parse_published", "read", "read_stream"]
