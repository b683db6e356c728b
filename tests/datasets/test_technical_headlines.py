"""What the technical lessons say of their records still holds of the data."""

from tpmlab import cloud, data
from tpmlab.security import base_score


def test_two_of_three_exploited_flaws_score_below_nine():
    scores = data.load("known-exploited-vulnerabilities")["cvss_v3_base_score"].dropna()
    assert len(scores) == 1552
    assert 0.65 < (scores < 9).mean() < 0.68


def test_vectors_of_the_catalogue_are_worth_what_was_published_but_for_one():
    known = data.load("known-exploited-vulnerabilities").dropna(subset=["cvss_v3_vector"])
    off = known[known["cvss_v3_vector"].map(base_score) != known["cvss_v3_vector_score"]]
    assert off["cve"].tolist() == ["CVE-2023-48788"]  # a temporal score, as its card says


def test_the_framework_is_whole_and_govern_the_largest_function():
    core = data.load("nist-csf")
    assert core["level"].value_counts().to_dict() == {
        "subcategory": 106,
        "category": 22,
        "function": 6,
    }
    functions = core[core["level"] == "function"].set_index("name")["subcategory_count"]
    assert functions.idxmax() == "Govern"
    assert functions.sum() == 106


def test_every_machine_of_the_case_has_a_price():
    prices = data.load("aws-price-facts").query("region == 'us-east-1'")
    assert set(data.load("migration-services")["machine"]) <= set(prices["item"])


def test_forty_services_in_waves_of_the_size_that_the_plan_has():
    services = data.load("migration-services")
    assert services["wave"].value_counts().to_dict() == {
        "wave 1": 12,
        "wave 2": 12,
        "wave 3": 10,
        "wave 2b": 4,
        "pilot": 2,
    }
    draft = dict(zip(services["service"], services["step"], strict=True))
    across = cloud.crossing(data.load("migration-calls"), draft)["calls_per_day"]
    assert across.idxmax() == 2  # after wave 1
    assert across.max() == 10_197_700
