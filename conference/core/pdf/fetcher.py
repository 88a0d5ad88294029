"""What a document may load: the pictures that were handed over with it, by name. Nothing else is ever opened."""

from collections.abc import Mapping

from weasyprint.urls import URLFetcher, URLFetcherResponse

from .kinds import kind_of

SCHEME = "asset:"


class AssetFetcher(URLFetcher):  # type: ignore[misc]  # the library has no types
    """Knows `asset:NAME`, and has no handler left that could open anything."""

    def __init__(self, assets: Mapping[str, bytes]) -> None:
        super().__init__(allowed_protocols=(), allow_redirects=False)
        self.handlers.clear()
        self.handle_open.clear()
        self._assets = assets

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        name = url.removeprefix(SCHEME)
        if name == url or name not in self._assets:
            raise ValueError("a document may load only what was handed over with it")
        data = self._assets[name]
        kind = kind_of(data)
        if kind is None:
            raise ValueError("only PNG, JPEG, WebP and SVG pictures can be handed over")
        return URLFetcherResponse(url, data, {"Content-Type": kind})
