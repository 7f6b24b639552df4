# Sends Ethernet frames as they are given: frames.pl DEVICE FRAME..., each in hexadecimal digits, thrice.
use strict;
use warnings;

my ($device, @frames) = @ARGV;
# packet(7): family AF_PACKET, SOCK_RAW; the index of the device in struct sockaddr_ll.
socket(my $socket, 17, 3, 0) or die "socket: $!";
open(my $file, '<', "/sys/class/net/$device/ifindex") or die "$device: $!";
my $index = <$file> + 0;
for my $frame ((@frames) x 3) {
    send($socket, pack('H*', $frame), 0, pack('SnlSCCa8', 17, 0, $index, 0, 0, 0, '')) or die "send: $!";
    select(undef, undef, undef, 0.02);
}
