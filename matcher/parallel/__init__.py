"""Many plans at once: how many cores there are, processes of our own, and who watches."""
