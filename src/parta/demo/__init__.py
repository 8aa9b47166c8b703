"""Two invented institutions to look at Parta with: a town school and a college."""
