"""The ground of the map: the towns of the gazetteer, and four rivers as rough lines of our own.

The rivers are drawn by hand along the towns that they pass, to a few hundredths of a degree; they are a hint, no
survey, and derive from no map. The towns are those of `ontology.places` (GeoNames, CC BY 4.0), whom the map names.
"""

from dataclasses import dataclass
from math import cos, radians

_MIDDLE = 51.45


@dataclass(frozen=True, slots=True)
class Frame:
    """What a map shows, in degrees, and how wide it is drawn."""

    west: float
    south: float
    east: float
    north: float
    width: float

    @property
    def scale(self) -> float:
        """How long a degree of latitude is; a degree of longitude is shorter by the cosine of the latitude."""
        return self.width / ((self.east - self.west) * cos(radians(_MIDDLE)))

    @property
    def height(self) -> float:
        """How high the map is drawn."""
        return round((self.north - self.south) * self.scale)

    def has(self, latitude: float, longitude: float) -> bool:
        """Return whether the map shows a place."""
        return self.south <= latitude <= self.north and self.west <= longitude <= self.east

    def point(self, latitude: float, longitude: float) -> tuple[float, float]:
        """Return where a place is drawn, in the equirectangular projection."""
        x = (longitude - self.west) * self.scale * cos(radians(_MIDDLE))
        return round(x, 1), round((self.north - latitude) * self.scale, 1)


WIDE = Frame(6.55, 51.18, 7.85, 51.72, 760)
NARROW = Frame(6.6, 51.18, 7.75, 51.72, 360)
"""The frames for a screen and for a phone, on which text has the same size."""


@dataclass(frozen=True, slots=True)
class River:
    """A river: its name, where the name is written, and its course as latitudes and longitudes."""

    name: str
    at: tuple[float, float]
    course: tuple[tuple[float, float], ...]


RIVERS = (
    River(
        "Rhein",
        (51.33, 6.73),
        (
            *((51.10, 6.87), (51.17, 6.82), (51.22, 6.76), (51.25, 6.72), (51.30, 6.74), (51.35, 6.68), (51.40, 6.72)),
            *((51.45, 6.71), (51.52, 6.69), (51.56, 6.67), (51.62, 6.61), (51.66, 6.59), (51.75, 6.42)),
        ),
    ),
    River(
        "Ruhr",
        (51.435, 7.60),
        (
            *((51.44, 7.95), (51.46, 7.80), (51.44, 7.64), (51.43, 7.56), (51.40, 7.43), (51.39, 7.38), (51.43, 7.33)),
            *((51.42, 7.26), (51.39, 7.20), (51.42, 7.14), (51.43, 7.08), (51.39, 7.00), (51.36, 6.92), (51.42, 6.88)),
            *((51.45, 6.80), (51.45, 6.72)),
        ),
    ),
    River(
        "Emscher",
        (51.585, 7.38),
        (
            *((51.49, 7.60), (51.49, 7.50), (51.52, 7.42), (51.57, 7.36), (51.58, 7.28), (51.56, 7.20), (51.53, 7.08)),
            *((51.50, 6.97), (51.50, 6.90), (51.51, 6.82), (51.55, 6.74), (51.56, 6.68)),
        ),
    ),
    River(
        "Lippe",
        (51.685, 7.08),
        (
            *((51.68, 7.95), (51.69, 7.80), (51.66, 7.66), (51.62, 7.52), (51.66, 7.40), (51.72, 7.30), (51.73, 7.18)),
            *((51.70, 7.05), (51.67, 6.96), (51.66, 6.80), (51.65, 6.62)),
        ),
    ),
)
"""The rivers after which the region speaks of itself."""
