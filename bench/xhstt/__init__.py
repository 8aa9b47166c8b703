"""Published instances of high-school timetabling (XHSTT): read, solved by CP-SAT, judged by the format's own costs."""
