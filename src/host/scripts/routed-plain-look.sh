said=$(ways)
check 'routes lead to the peers alone' leads_to_peers
