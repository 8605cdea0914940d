"""`make contracts`: both services write their part of frontend_contracts/; `--check` compares and changes nothing.

The TypeScript types come last, being made of what the services wrote.
"""

import os
import subprocess
import sys
from collections.abc import Sequence

from tests.stage import typescript
from tests.stage.check import CHECKOUT, NOWHERE

#: The shop first: the cms reads its list of purposes.
SERVICES = {"shop_api": "PERSONAL", "cms": "CONTENT"}


def main(arguments: Sequence[str]) -> int:
    """Run each service's exporter in a process of its own; returns 1 if a file is stale or one fails."""
    failed = 0
    for service, prefix in SERVICES.items():
        print(f"» {service}", flush=True)
        environment = os.environ | {
            "INFINI_ENVIRONMENT": "test",
            f"{prefix}_DATABASE_URL": NOWHERE,
            f"{prefix}_OWNER_URL": NOWHERE,
        }
        command = [sys.executable, "manage.py", service, "export_contracts", *arguments]
        failed |= subprocess.run(command, cwd=CHECKOUT, env=environment, check=False).returncode != 0
    print("» typescript", flush=True)
    failed |= typescript.check() if "--check" in arguments else typescript.generate()
    return int(failed)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
