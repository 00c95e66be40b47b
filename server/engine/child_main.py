"""Runs a module in a process that ends with the one that started it, whatever that dies of, and whatever it is doing.

In: `python -m ruhrgraph.server.engine.child_main PARENT MODULE ARGUMENT…`. Out: what the module does.
"""

import runpy
import sys

from ruhrgraph.server.engine.process_limits import end_with_parent


def main(parent: str, module: str, *arguments: str) -> None:
    """Run a module as `python -m` does.

    Args:
        parent: The number of the process that started this one.
        module: The full name of the module.
        arguments: What follows the name on the command line.

    """
    end_with_parent(int(parent))
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
