# Racks on a star of Linux bridges, in Mininet: prints seconds until all hosts are there and the first and last reach one another, seconds until all is
# gone, and how many of their two pings were lost, in percent. Arguments: hosts, hosts a rack. Run in namespaces of its own: bridges are made where it runs.
import sys
import time

from mininet.net import Mininet
from mininet.nodelib import LinuxBridge
from mininet.topo import Topo


class Racks(Topo):
    def build(self, hosts, each):
        core = self.addSwitch("s0")
        for at in range(hosts):
            if at % each == 0:
                rack = self.addSwitch("s%d" % (at // each + 1))
                self.addLink(core, rack)
            self.addLink(self.addHost("h%d" % at), rack)


hosts, each = int(sys.argv[1]), int(sys.argv[2])
began = time.monotonic()
net = Mininet(topo=Racks(hosts, each), switch=LinuxBridge, controller=None)
net.start()
lost = net.ping([net["h0"], net["h%d" % (hosts - 1)]])
up = time.monotonic()
net.stop()
print("FIGURES", up - began, time.monotonic() - up, lost)
