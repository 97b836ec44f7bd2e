// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/network.h"

#include <QObject>

#include <memory>
#include <vector>

namespace thaw {

class HttpFetch;

/// A Fetcher by QTcpSocket and QSslSocket. One thread's, with an event loop.
class HttpFetcher final : public Fetcher
{
public:
    explicit HttpFetcher(const FetchLimits &limits);
    ~HttpFetcher() override;

    void fetch(const QUrl &address, FetchReceiver &receiver) override;
    void setPaused(bool paused) override;
    void step() override;

private:
    [[nodiscard]] std::vector<HttpFetch *> current() const;
    void remove(const HttpFetch *fetch);

    const FetchLimits m_limits;
    bool m_isPaused = false;
    std::vector<std::unique_ptr<HttpFetch>> m_fetches;
    const QObject m_context; // of queued calls, which end with it
};

} // namespace thaw
