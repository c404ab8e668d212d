"""Searching what was said: an index that follows the record, a language of questions, and what they find."""
