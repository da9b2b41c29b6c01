"""Which peers this Python has, as JSON: its own path and version, and each package's version or null."""

import json
import platform
import sys
from importlib import metadata


def version(package):
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return None


packages = {name: version(name) for name in sys.argv[1:]}
print(json.dumps({"executable": sys.executable, "python": platform.python_version(), "packages": packages}))
