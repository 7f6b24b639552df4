# A name server that answers every question with 192.0.2.53.   perl dns.pl ADDRESS
use strict;
use warnings;
use IO::Socket::INET;

my $socket = IO::Socket::INET->new(LocalAddr => $ARGV[0], LocalPort => 53, Proto => 'udp') or die "bind: $!";
while (my $from = $socket->recv(my $query, 512)) {
    # One answer: the question's name again, A, IN, 60 s, four bytes.
    my $questions = substr($query, 12);
    $socket->send(substr($query, 0, 2) . pack('n5', 0x8180, 1, 1, 0, 0) . $questions . pack('n3Nn', 0xc00c, 1, 1, 60, 4) . pack('C4', 192, 0, 2, 53));
}
