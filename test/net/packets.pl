# Sends or receives packets that a tunnel of the kernel would, without a tunnel: UDP on a port, or GRE (IP protocol 47).
# A raw socket receives behind the firewall's input rules, as a UDP socket does.
#   packets.pl receive 4|6 udp|gre PORT      prints a line `listening`, then the source of every packet
#   packets.pl send 4|6 udp|gre PORT ADDRESS sends three
use strict;
use warnings;
use Socket qw(:DEFAULT getaddrinfo getnameinfo inet_pton pack_sockaddr_in6 NI_NUMERICHOST NI_NUMERICSERV);

my ($verb, $family, $protocol, $port, $address) = @ARGV;
my $domain = $family == 4 ? AF_INET : AF_INET6;
socket(my $socket, $domain, $protocol eq 'udp' ? SOCK_DGRAM : SOCK_RAW, $protocol eq 'udp' ? 17 : 47) or die "socket: $!";

sub place {
    my ($text) = @_;
    my $bytes = inet_pton($domain, $text);
    my $number = $protocol eq 'udp' ? $port : 0;
    return $family == 4 ? pack_sockaddr_in($number, $bytes) : pack_sockaddr_in6($number, $bytes);
}

if ($verb eq 'send') {
    # GRE's header of four bytes with an Ethernet frame's type, and something.
    for (1 .. 3) {
        send($socket, pack('nn', 0, 0x6558) . 'x' x 60, 0, place($address)) or die "send: $!";
        select(undef, undef, undef, 0.05);
    }
    exit;
}
$| = 1;
bind($socket, place($family == 4 ? '0.0.0.0' : '::')) or die "bind: $!";
print "listening\n";
while (defined(my $from = recv($socket, my $data, 2000, 0))) {
    my (undef, $host) = getnameinfo($from, NI_NUMERICHOST | NI_NUMERICSERV);
    print "$host\n";
}
