"""A page of a report keeps its own policy where it is shown, and gets what our forms need beside it."""

from trunkload.web.served_report import policy_of, served

OWN = (
    "default-src 'none'; style-src 'sha256-a'; script-src 'sha256-b'; img-src data:; base-uri 'none'; "
    "form-action 'none'"
)
PAGE = (
    f'<head>\n<meta http-equiv="Content-Security-Policy" content="{OWN}">\n'
    '<meta name="referrer" content="no-referrer">\n</head>\n<body>\n<main>Typed: &lt;body&gt;</main>\n</body>\n'
).encode()


def test_its_hashes_count_and_nothing_of_another_host_does() -> None:
    assert policy_of(OWN) == (
        "default-src 'none'; style-src 'self' 'sha256-a'; script-src 'self' 'sha256-b'; img-src data:; "
        "base-uri 'none'; form-action 'self'; connect-src 'self'; frame-ancestors 'none'"
    )


def test_the_way_back_stands_above_it_and_the_policy_in_the_answer_alone() -> None:
    answer = served(PAGE, "<header>back</header>")
    assert answer.headers["content-security-policy"] == policy_of(OWN)
    assert bytes(answer.body) == (
        b"<head>\n</head>\n<body>\n<header>back</header><main>Typed: &lt;body&gt;</main>\n</body>\n"
    )


def test_its_link_to_the_rows_stays_the_first_thing_that_a_keyboard_reaches() -> None:
    page = b'<body>\n<a class="skip" href="#rows">Skip</a>\n<main></main>'
    assert bytes(served(page, "BAR").body) == b'<body>\n<a class="skip" href="#rows">Skip</a>\nBAR<main></main>'


def test_a_page_without_a_policy_gets_that_of_all_others() -> None:
    assert "content-security-policy" not in served(b"<body>\n</body>", "").headers
