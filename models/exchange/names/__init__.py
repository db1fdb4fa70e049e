"""Names of people as lists write them: who is meant, with titles, letters after the name, posts and notes beside.

One place knows the words (`words`) and how a name is cut (`cutting`); `cells` reads a name in one cell, whoever wrote
it and whichever way round, `heads` the three cells of the register, `councillors` what councils write. Names are cut
apart, never changed, and what can be understood in two ways is offered, not decided.
"""
