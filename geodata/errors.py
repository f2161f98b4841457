"""The errors a caller can meet, each worded for the person who has to act on it."""


class GeodataError(Exception):
    """Base of all errors of this package; the message is one clear sentence."""


class ArticleError(GeodataError):
    """A file could not be read as an article."""


class DatasetError(GeodataError):
    """A dataset on disk is missing, incomplete or of another version."""


class RequestError(GeodataError):
    """A command was given a line that does not follow its contract."""


class TheatreError(GeodataError):
    """A theatre's files are missing or contradict each other."""


class GeometryError(GeodataError):
    """A geometry or coordinate is out of range or degenerate."""


class GazetteerError(GeodataError):
    """The gazetteer's file is missing, damaged or of another version."""


class CorrectionError(GeodataError):
    """A correction is not one of those that can be made."""


class LibraryError(GeodataError):
    """The database of corpora could not be read or written; nothing was half saved."""


class ExchangeError(GeodataError):
    """A file of events could not be read or written as a whole; single rows are refused by number instead."""
