"""What is wrong with input, and what to do about it, in the language of those who read it."""

from matcher.language.problems.saying import line_in_words, message_in_words, remedy_in_words

__all__ = ["line_in_words", "message_in_words", "remedy_in_words"]
