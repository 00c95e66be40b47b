"""Drawings for pages: timelines, maps, networks and charts, drawn by the server.

In: frozen records with what to show, in the reader's language. Out: markup for a template. All of it can be read
without scripts, without colour, in light and in dark; `static/graphics.css` has the style.
"""
