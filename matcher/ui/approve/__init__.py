"""Approve and send: people answer for a plan by name, and what they send is made of it."""
