"""What differs between two plans, and who must be told what: as values, and in words.

`plans.compare` puts it together. `standings` and `news` say what a plan means for one person and
what is new for them since another one; the letters of an export rest on the same two.
"""
