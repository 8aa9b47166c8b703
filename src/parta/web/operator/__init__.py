"""What the operator's programs ask: is Parta alive, is it ready, how is it doing."""
