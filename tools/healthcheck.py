"""Ask the server of this container whether it is well; the exit status is the answer."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit

OK = 200


def main() -> int:
    port = int(os.environ.get("PORT", "8000"))
    host = urlsplit(os.environ.get("BASE_URL", "")).netloc or f"127.0.0.1:{port}"
    connection = HTTPConnection("127.0.0.1", port, timeout=4)
    try:
        connection.request("GET", "/healthz", headers={"Host": host})
        return 0 if connection.getresponse().status == OK else 1
    except OSError:
        return 1


if __name__ == "__main__":
    sys.exit(main())
