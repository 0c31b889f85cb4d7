"""What the console itself refuses: one class per failure, which the pages turn into a sentence."""


class NotSignedIn(Exception):
    """No session stands behind this request; sign in."""


class FactorMissing(Exception):
    """The place requires a second factor, and this member has set none up yet."""


class FormNotOurs(Exception):
    """A form came without the mark that only our own page could have given it."""


class NoSuchStatus(Exception):
    """A form asked for a status that no report can have."""


class NoReason(Exception):
    """A hold was asked for without a reason."""


class UnreadableReport(Exception):
    """A tip was opened and does not hold what the line writes."""
