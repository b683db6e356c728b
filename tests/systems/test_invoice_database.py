"""The lesson's database: its rows, its one flaw, and that changes can be taken back."""

from __future__ import annotations

import pytest

from tpmlab.systems import Database, SystemsError, invoice_database


@pytest.fixture
def database():
    with invoice_database(3_000) as made:
        yield made


def test_invoices_add_up_and_belong_to_somebody(database):
    assert database.one("SELECT count(*) FROM invoice_lines") == 15_000
    total, lines = "SELECT sum(cents) FROM invoices", "SELECT sum(cents) FROM invoice_lines"
    assert database.one(total) == database.one(lines)
    orphans = """SELECT count(*) FROM invoices i LEFT JOIN customers c ON c.id = i.customer_id
                 WHERE c.id IS NULL"""
    assert database.one(orphans) == 0
    assert database.one("SELECT count(*) FROM invoices WHERE paid_on <= issued") == 0


def test_an_invoice_without_a_customer_is_refused(database):
    said = database.attempt("""INSERT INTO invoices
                               VALUES (9001, 901, 1, '2027-1', '2027-01-04', NULL, 100)""")
    assert said.startswith("refused: FOREIGN KEY")


def test_twelve_numbers_are_doubled_in_two_branches_of_one_customer(database):
    doubled = database.ask("""SELECT customer_id, invoice_no, count(DISTINCT branch) AS branches
                              FROM invoices GROUP BY 1, 2 HAVING count(*) > 1""")
    assert len(doubled) == 12
    assert set(doubled["customer_id"]) == {417}
    assert set(doubled["branches"]) == {2}


def test_the_same_seed_gives_the_same_rows(database):
    sums = "SELECT sum(cents * id) FROM invoices"
    with invoice_database(3_000) as again, invoice_database(3_000, seed=8) as other:
        assert again.one(sums) == database.one(sums) != other.one(sums)


def test_an_index_turns_reading_into_searching(database):
    asked = "SELECT * FROM invoices WHERE customer_id = 63"
    assert database.plan(asked)[0].startswith("SCAN")
    database.run("CREATE INDEX by_customer ON invoices (customer_id)")
    assert database.plan(asked)[0].startswith("SEARCH")
    assert database.milliseconds(asked) > 0


def test_a_change_can_be_taken_back_until_it_is_committed(database):
    unpaid = "SELECT count(*) FROM invoices WHERE paid_on IS NULL"
    before = database.one(unpaid)
    database.run("BEGIN")
    assert database.run("UPDATE invoices SET paid_on = '2027-01-05'") == 3_000
    assert database.one(unpaid) == 0
    database.run("ROLLBACK")
    assert database.one(unpaid) == before > 0


def test_what_sqlite_refuses_is_said_in_its_words(database):
    with pytest.raises(SystemsError, match="nowhere"):
        database.ask("SELECT * FROM nowhere")
    said = database.attempt("SELECT colour FROM invoices")
    assert said.startswith("refused: ")
    assert "colour" in said
    with pytest.raises(SystemsError, match="no row"):
        database.one("SELECT id FROM invoices WHERE id = 0")


def test_a_closed_database_says_so():
    database = Database()
    database.close()
    with pytest.raises(SystemsError, match="closed database"):
        database.one("SELECT 1")


def test_a_size_out_of_range_is_refused():
    with pytest.raises(SystemsError, match=r"2,000 to 500,000"):
        invoice_database(100)
