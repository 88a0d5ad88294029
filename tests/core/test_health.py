from tests.browser import Browser


def test_ready_with_a_database(client: Browser):
    answer = client.get("/readyz")

    assert answer.status_code == 200
    assert answer.json == {"status": "ready", "reasons": []}


def test_unknown_address_answers_a_page(client: Browser):
    answer = client.get("/no/such/page")

    assert answer.status_code == 404
    assert "There is nothing here" in answer.text
