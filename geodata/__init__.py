"""Turns a folder of articles into dated geometry with the sentence behind each mark."""
