"""Speed, memory and growth, measured in processes of their own; never part of the tests."""
