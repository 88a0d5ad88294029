from conference.core.pdf.pagerefs import each_page_once


def refs(*names: str) -> str:
    links = [f'<a class="see" href="#{name}"></a>' for name in names]
    return f'<span class="page-refs">{", ".join(links)}</span>'


def test_each_page_is_named_once_in_order():
    pages = {"a": 3, "b": 3, "c": 4, "d": 4}
    html = f"<li>Ada {refs('a', 'b', 'c', 'd')}</li><li>Bob {refs('c', 'a')}</li><li>Eve {refs('b', 'gone')}</li>"

    assert each_page_once(html, pages) == (
        f"<li>Ada {refs('a', 'c')}</li><li>Bob {refs('c', 'a')}</li><li>Eve {refs('b', 'gone')}</li>"
    )


def test_other_links_stay():
    html = '<p><a href="#a"></a>, <a href="#b"></a></p>'

    assert each_page_once(html, {"a": 1, "b": 1}) == html
