// SPDX-FileCopyrightText: 2026 Pathlight contributors
// SPDX-License-Identifier: GPL-3.0-or-later

// A delay line: passes Ethernet frames between two interfaces, each a fixed
// time late.
//
//     delayline INTERFACE INTERFACE MICROSECONDS
//
// Stands in for the kernel's netem where that is not built in. Packet sockets
// need no device node and work in a user namespace. Both interfaces must carry
// frames as a wire would (no segmentation or checksum offload).

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <optional>
#include <vector>

#include <arpa/inet.h>
#include <linux/if_packet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

namespace {

using Clock = std::chrono::steady_clock;

struct Frame
{
    Clock::time_point due;
    std::vector<unsigned char> bytes;
};

// Frames keep their order, for all wait equally long: a queue is enough.
struct Direction
{
    int from;
    int to;
    std::deque<Frame> waiting;
};

constexpr size_t largestFrame = 65536;
constexpr size_t mostWaiting = 20000;

int openInterface(const char* name)
{
    const int socket = ::socket(AF_PACKET, SOCK_RAW | SOCK_NONBLOCK, htons(ETH_P_ALL));
    sockaddr_ll address{};
    address.sll_family = AF_PACKET;
    address.sll_protocol = htons(ETH_P_ALL);
    address.sll_ifindex = static_cast<int>(if_nametoindex(name));
    if (socket < 0 || address.sll_ifindex == 0 ||
        bind(socket, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        std::perror(name);
        std::exit(1);
    }
    // Frames this program sends itself must not come back to it.
    const int on = 1;
    setsockopt(socket, SOL_PACKET, PACKET_IGNORE_OUTGOING, &on, sizeof on);
    return socket;
}

void takeIn(Direction& direction, std::chrono::microseconds delay)
{
    static unsigned char buffer[largestFrame];
    for (;;) {
        const ssize_t size = recv(direction.from, buffer, sizeof buffer, 0);
        if (size <= 0) return;
        if (direction.waiting.size() < mostWaiting)
            direction.waiting.push_back({Clock::now() + delay, {buffer, buffer + size}});
    }
}

void sendDue(Direction& direction)
{
    while (!direction.waiting.empty() && direction.waiting.front().due <= Clock::now()) {
        const auto& bytes = direction.waiting.front().bytes;
        if (send(direction.to, bytes.data(), bytes.size(), 0) < 0 && (errno == EAGAIN || errno == ENOBUFS))
            return;
        direction.waiting.pop_front();
    }
}

std::optional<Clock::time_point> firstDue(const Direction& left, const Direction& right)
{
    std::optional<Clock::time_point> first;
    for (const auto* direction : {&left, &right}) {
        if (!direction->waiting.empty() && (!first || direction->waiting.front().due < *first))
            first = direction->waiting.front().due;
    }
    return first;
}

void waitUntil(std::optional<Clock::time_point> due, pollfd* sockets)
{
    timespec wait{};
    if (due) {
        const auto left = std::chrono::nanoseconds(*due - Clock::now()).count();
        if (left > 0) wait = {.tv_sec = left / 1'000'000'000, .tv_nsec = left % 1'000'000'000};
    }
    ppoll(sockets, 2, due ? &wait : nullptr, nullptr);
}

} // namespace

int main(int argumentCount, char** arguments)
{
    if (argumentCount != 4) {
        std::fprintf(stderr, "usage: delayline INTERFACE INTERFACE MICROSECONDS\n");
        return 2;
    }
    const int left = openInterface(arguments[1]);
    const int right = openInterface(arguments[2]);
    const std::chrono::microseconds delay(std::strtol(arguments[3], nullptr, 10));
    Direction there{left, right, {}};
    Direction back{right, left, {}};
    pollfd sockets[] = {{left, POLLIN, 0}, {right, POLLIN, 0}};
    for (;;) {
        waitUntil(firstDue(there, back), sockets);
        takeIn(there, delay);
        takeIn(back, delay);
        sendDue(there);
        sendDue(back);
    }
}
