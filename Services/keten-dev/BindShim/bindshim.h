#pragma once
#include <stdint.h>

/// The next bind() of this process to port 0 on 127.0.0.1 gets this port instead; 0 takes that back.
///
/// librdkafka's mock cluster always asks for a free port, while services want one that they know. The executable's
/// bind() stands before libc's for the libraries it is linked with.
void bindshim_next_loopback_port(uint16_t port);
