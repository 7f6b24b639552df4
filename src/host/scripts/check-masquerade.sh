[ "$MASQUERADE" = false ] || check "what leaves $SUBNET is masqueraded" masquerades
