"""What an item shows beside its words: charts, networks, registers, as checked data.

One module a family; :mod:`tpmlab.exam.items.exhibit` joins them to one type. Nothing here
draws: pictures are in :mod:`tpmlab.exam_pictures`.
"""
