"""Finding places by what people write: addresses, streets, crossings, names.

folding, traditional, abbreviations   letters: one spelling for many
house_number, chinese_address         parts of an address
readings                              the ways in which a text can be meant
names                                 names like a given one
place_rows, streets, place_file       what there is, from roads and users' files
store                                 all of it in one SQLite file
matching, answer, gazetteer           a text in, ranked candidates out
"""
