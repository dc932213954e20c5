"""From text to trees and mentions, by the model that ships with the package, inside spaCy's Doc."""
