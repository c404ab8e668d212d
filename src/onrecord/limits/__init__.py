"""Every limit and threshold, with its unit, its reason and the measurement that set it: a module for each room.

A name ends in its unit.
"""
