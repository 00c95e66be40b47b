"""The application for ASGI servers, with the settings of the environment: `uvicorn ruhrgraph.server.asgi:app`."""

import os

from ruhrgraph.server.app import create_app
from ruhrgraph.server.settings import from_environment

app = create_app(from_environment(os.environ))
