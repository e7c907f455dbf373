"""Many cohorts, each planned by itself, on all cores or a cluster."""
