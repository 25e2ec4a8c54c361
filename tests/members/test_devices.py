import pytest

from members.templatetags.devices import device

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)"


@pytest.mark.parametrize(
    ("said", "read"),
    [
        (f"{WINDOWS} Chrome/140.0.0.0 Safari/537.36", "Chrome trên Windows"),
        (f"{WINDOWS} Chrome/140.0.0.0 Safari/537.36 Edg/140.0", "Edge trên Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Mobile Safari/604.1",
            "Safari trên iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 14) Gecko/130 Firefox/130.0", "Firefox trên Android"),
        ("curl/8.0", "curl/8.0"),
        ("", "Không rõ"),
    ],
)
def test_a_browser_is_called_as_people_call_it(said, read):
    assert device(said) == read
