from __future__ import annotations

import json

import pytest

from dateline.feeds.live import Blog, find_live_blog

WORDS = "Rebels attacked the town in the morning, officials said."


def data_page(*posts: object, **blog: object) -> str:
    said = {"@graph": [{"@type": "LiveBlogPosting", "liveBlogUpdate": list(posts), **blog}]}
    written = json.dumps(said).replace("</", "<\\/")
    return f'<html><head><script type="application/ld+json">{written}</script></head><body><p>x</p></body></html>'


def post(n: int, body: str = WORDS, **more: str) -> dict[str, str]:
    return {"@id": f"https://a.example/live#post-{n}", "headline": f"H{n}", "articleBody": body,
            "datePublished": f"2017-03-09T1{n}:00:00+02:00", **more}  # fmt: skip


def blog_of(markup: str) -> Blog:
    found = find_live_blog(markup)
    assert found is not None
    return found


def test_live_blog_in_data_is_split_into_posts_with_their_times() -> None:
    first, second = blog_of(data_page(post(1), post(2), coverageEndTime="2017-03-10")).posts
    assert (first.title, first.text, first.published) == ("H1", WORDS, "2017-03-09T11:00:00+02:00")
    assert second.published == "2017-03-09T12:00:00+02:00"
    assert first.key != second.key


def test_live_blog_says_when_it_ends() -> None:
    assert (
        blog_of(data_page(post(1), post(2), coverageEndTime="2017-03-10T09:00:00Z")).ends == "2017-03-10T09:00:00+00:00"
    )


def test_posts_keep_their_keys_when_they_are_edited_and_others_come() -> None:
    before = blog_of(data_page(post(1), post(2))).posts
    after = blog_of(data_page(post(3), post(1, WORDS + " More."), post(2, headline="New"))).posts
    assert [each.key for each in before] == [each.key for each in after[1:]]


def test_posts_without_ids_are_told_by_time_and_headline() -> None:
    posts = [{name: value for name, value in post(n).items() if name != "@id"} for n in (1, 2)]
    before = blog_of(data_page(*posts)).posts
    after = blog_of(data_page(posts[1] | {"articleBody": WORDS + " More."}, posts[0])).posts
    assert {each.key for each in before} == {each.key for each in after}


def test_posts_with_the_same_id_are_told_apart() -> None:
    posts = [post(n) | {"@id": "https://a.example/live"} for n in (1, 2)]
    assert len({each.key for each in blog_of(data_page(*posts)).posts}) == 2


def test_posts_are_cleaned_of_markup() -> None:
    assert blog_of(data_page(post(1, f"<p>{WORDS}</p><script>x()</script>"), post(2))).posts[0].text == WORDS


def test_live_blog_in_elements_is_split_too() -> None:
    clock = '<time datetime="2017-03-09T1{0}:00Z">1{0}:00</time>'
    item = f'<article class="live-post" id="p{{0}}">{clock}<h3>H{{0}}</h3><p>{{1}}</p></article>'
    markup = f"<html><body><div class='live-posts'>{item.format(1, WORDS)}{item.format(2, WORDS)}</div></body></html>"
    first, second = blog_of(markup).posts
    assert (first.title, first.text, first.published) == ("H1", WORDS, "2017-03-09T11:00+00:00")
    assert first.key != second.key


@pytest.mark.parametrize(
    "markup",
    [
        "",
        "<html><body><p>An article about liveblogging.</p></body></html>",
        data_page(post(1)),
        data_page(),
        data_page("rubbish", 3, None, {"articleBody": {"a": 1}}),
        '<html><script type="application/ld+json">{"liveBlogUpdate": ' + "[" * 50_000 + "</script>",
        "<html><script type='application/ld+json'>LiveBlogPosting {</script></html>",
        "LiveBlogPosting " + "<p>" * 100_000,
    ],
    ids=["empty", "talk", "one post", "none", "rubbish", "depth", "no json", "too many tags"],
)
def test_what_is_no_live_blog(markup: str) -> None:
    assert find_live_blog(markup) is None
