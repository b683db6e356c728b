"""The repository that the lesson on releases opens: three weeks of a billing product."""

from __future__ import annotations

from tpmlab.systems.repository import Repository

__all__ = ["billing_repository"]

_TOTAL = '''\
"""What an invoice adds up to. Prices in hundredths of a cent."""


def total(lines):
    """Cents to pay, for (quantity, price) a line."""
    return round_to_cent(sum(quantity * price for quantity, price in lines))


def round_to_cent(amount):
    return (amount + 50) // 100
'''
_TOTAL_BY_LINE = _TOTAL.replace(
    "round_to_cent(sum(quantity * price for quantity, price in lines))",
    "sum(round_to_cent(quantity * price) for quantity, price in lines)",
)
_CHECK = """\
from invoice import total

assert total([(2, 15000), (1, 9900)]) == 399
print("1 check passed")
"""


def billing_repository() -> Repository:
    """Make the history of Wickerbridge Billing from 15 February to 3 March 2027.

    Three tags: ``v0.9.1``, ``v0.9.2``, and ``v0.9.3``, in which invoices of many lines are
    some cents off. Close it when done, as any :class:`Repository`.

    Returns
    -------
    Repository
        On branch ``main``, everything committed.

    Raises
    ------
    SystemsError
        If git is not installed.

    Examples
    --------
    >>> with billing_repository() as billing:
    ...     billing.run("git tag").split()
    ['v0.9.1', 'v0.9.2', 'v0.9.3']
    """
    repository = Repository()
    repository.write("invoice.py", _TOTAL)
    repository.commit("Add up an invoice, rounded once at its end", "Mei Tan", "2027-02-15T09:20")
    repository.write("check_invoice.py", _CHECK)
    repository.commit("Check the total of a small invoice", "Bongani Dlamini", "2027-02-16T14:05")
    repository.run("git tag v0.9.1")
    repository.write("screen.txt", "Invoice | Due | Amount")
    repository.commit("Show the due date beside each invoice", "Rosa Quispe", "2027-02-23T11:40")
    repository.run("git tag v0.9.2")
    repository.write("reminders.py", "DAYS_UNTIL_REMINDER = 10")
    repository.commit("Remind a customer after ten days", "Callum Fraser", "2027-03-01T16:55")
    repository.write("invoice.py", _TOTAL_BY_LINE)
    repository.commit("Round each line, as the screen does", "Mei Tan", "2027-03-02T08:10")
    repository.write("help/paying.md", "# Paying an invoice\n\nChoose the invoice, then Pay.")
    repository.commit("Help page: paying an invoice", "Leila Haddad", "2027-03-02T17:30")
    repository.run("git tag v0.9.3")
    return repository
