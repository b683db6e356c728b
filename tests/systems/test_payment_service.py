"""A real service over the loopback: what callers get, what is booked, and that it stops."""

from __future__ import annotations

import socket

import pytest

from tpmlab.systems import (
    PaymentService,
    Request,
    Response,
    Retries,
    Server,
    SystemsError,
    call,
    crowd,
)

ORDER = {"invoice": 1, "euros": 120}


def charge(service: PaymentService, invoice: int, **options: object) -> int:
    order = {"invoice": invoice, "euros": 120}
    return call(service, "POST", "/charges", order, **options).status


def test_each_answer_says_who_has_to_act():
    with PaymentService() as service:
        assert call(service, "POST", "/charges", ORDER).status == 201
        assert call(service, "POST", "/charges", {"invoice": 1}).status == 400
        assert call(service, "POST", "/charges", "no order").status == 400
        assert call(service, "GET", "/charges/1").body == {"charge": 1, **ORDER}
        assert call(service, "GET", "/charges/2").status == 404
        assert call(service, "DELETE", "/charges/1").status in (200, 404)
        assert call(service, "GET", "/health", token=None).status == 401
    assert service.log()["status"].tolist()[:3] == [201, 400, 400]


def test_a_lost_answer_books_twice_without_a_key_and_once_with_it():
    for key, booked in ((None, 46), ("invoice-{}", 40)):
        with PaymentService(lose_every=7) as service:
            said = [
                charge(service, n, retries=Retries(tries=3), key=key and key.format(n))
                for n in range(1, 41)
            ]
        assert all(200 <= status < 300 for status in said)
        assert len(service.charges()) == booked
        assert service.charges()["invoice"].nunique() == 40


def test_without_retries_a_lost_answer_is_no_answer():
    with PaymentService(lose_every=1) as service:
        answer = call(service, "POST", "/charges", ORDER)
    assert (answer.status, answer.ok, answer.attempts) == (0, False, 1)
    assert service.log()["status"].tolist() == [201]


def test_above_the_limit_the_service_asks_to_wait_and_callers_do():
    with PaymentService(limit_per_s=1) as service:
        first = [call(service, "GET", "/health").status for _ in range(3)]
        assert 429 in first
        patient = call(service, "GET", "/health", retries=Retries(tries=4))
    assert patient.ok
    assert patient.attempts == 1 or patient.seconds > 0.9


def test_an_order_that_is_wrong_is_not_sent_again():
    with PaymentService() as service:
        assert call(service, "POST", "/charges", {}, retries=Retries(tries=5)).attempts == 1


@pytest.mark.slow
def test_a_crowd_that_waits_loses_nobody_and_asks_less():
    requests, lost = {}, {}
    rules = {"at once": Retries(tries=5), "backoff": Retries(tries=6, wait_s=0.15)}
    for name, rule in rules.items():
        with PaymentService(away_s=(0.2, 0.9)) as service:
            paid = crowd(service, callers=6, seconds=1.2, every_s=0.1, retries=rule)
        log = service.log()
        requests[name] = (log["status"] == 503).sum()
        lost[name] = sum(not answer.ok for answer in paid)
    assert requests["backoff"] < requests["at once"]
    assert lost["backoff"] == 0 < lost["at once"]


def test_the_door_closes_with_the_block_even_after_an_error():
    service, seen = PaymentService(), []

    def broken() -> None:
        with service:
            seen.append(service.url)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        broken()
    host, port = seen[0].removeprefix("http://").split(":")
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((host, int(port)), timeout=1)
    with pytest.raises(SystemsError, match="inside its 'with' statement"):
        call(service, "GET", "/health")


def test_a_service_of_one_s_own():
    class Echo(Server):
        def respond(self, request: Request) -> Response:
            return Response(200, {"got": request.body})

    with Echo() as echo:
        assert call(echo, "POST", "/", [1, 2]).body == {"got": [1, 2]}


@pytest.mark.parametrize(
    "wrong", [{"tries": 0}, {"tries": 11}, {"wait_s": -1}, {"factor": 0.5}, {"jitter": 2}]
)
def test_retries_that_make_no_sense_are_refused(wrong):
    with pytest.raises(SystemsError):
        Retries(**wrong)


def test_switches_that_make_no_sense_are_refused():
    with pytest.raises(SystemsError, match="slow_share"):
        PaymentService(slow_share=1.5)
    with PaymentService() as service, pytest.raises(SystemsError, match="crowd"):
        crowd(service, callers=31, seconds=1, every_s=0.1, retries=Retries())
