# Asked once for all: each port's name, number and options.
said=$(ovs-vsctl --timeout=10 --format=csv --no-headings --columns=name,ofport,options list Interface | tr -d '"')
