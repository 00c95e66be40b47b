"""What depends on the reader's language: texts, dates, numbers, the order of words.

In: values, and the language of a request. Out: German or English text. The language is a part of the address: a page
has its English twin at the same path below `/en/` (`server.http.language_path`).
"""

from ruhrgraph.server.language.words import LANGUAGE_KEY, LANGUAGES, Language, in_language, language

__all__ = ["LANGUAGES", "LANGUAGE_KEY", "Language", "in_language", "language"]
