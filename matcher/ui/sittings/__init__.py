"""What is open in each browser, and what is being worked out for it."""
