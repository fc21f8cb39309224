"""What tests against real platforms share."""

from tests.triggers.conftest import bus

__all__ = ["bus"]
