"""What is wrong with input, and what to do about it, in the language of those who read it."""

from matcher.language.problems.saying import message_in_words, remedy_in_words

__all__ = ["message_in_words", "remedy_in_words"]
