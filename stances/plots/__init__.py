"""Matrix, timeline and network as static figures for papers, from the same answers that the page shows.

Needs matplotlib and networkx: `pip install 'stances[plots]'`. Each function draws into the axes it is given, or new ones, and
returns them; `axes.figure.savefig("matrix.pdf")` saves.

>>> import stances
>>> from stances import plots
>>> axes = plots.matrix(stances.open(), "zte-denial-order", as_of="2018-05-13")
>>> axes.get_title(loc="left")
"The ZTE denial order and the President's reprieve, 2018-05-13"
"""

from stances.plots.matrix import matrix
from stances.plots.network import network
from stances.plots.timeline import timeline

__all__ = ["matrix", "network", "timeline"]
