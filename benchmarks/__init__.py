"""Benchmarks: how long proofs take, and what people would use instead."""
