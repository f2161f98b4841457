"""Tests of `geodata.exchange`."""
