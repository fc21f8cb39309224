"""Loads the scripts of ./packaging, which is no package on purpose. Not for running them as programs."""

from __future__ import annotations

import importlib.util
import sys
from types import ModuleType

from tests.architecture.source import ROOT

PACKAGING = ROOT / "packaging"


def load(name: str) -> ModuleType:
    """The script ``packaging/NAME.py`` as a module."""
    found = importlib.util.spec_from_file_location(f"packaging_script_{name}", PACKAGING / f"{name}.py")
    assert found is not None
    assert found.loader is not None
    module = importlib.util.module_from_spec(found)
    sys.modules[found.name] = module  # dataclasses and annotations look their module up there
    found.loader.exec_module(module)
    return module
