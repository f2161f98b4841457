"""Readers of the sources that the gazetteer is built from; used by `geodata.gazetteer.build` alone."""
