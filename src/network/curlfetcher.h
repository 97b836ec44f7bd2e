// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "network/activeclock.h"
#include "network/network.h"

#include <QCoreApplication>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <vector>

#include <curl/curl.h>

namespace thaw {

class CurlTransfer;

/// A Fetcher by libcurl's multi interface. Its loop waits for whatever comes first: the network, a
/// limit, or a wake-up.
class CurlFetcher final : public Fetcher
{
    Q_DECLARE_TR_FUNCTIONS(thaw::CurlFetcher)
public:
    /// Null if libcurl can't do it; `problem` then says why.
    [[nodiscard]] static std::unique_ptr<CurlFetcher> make(const FetchLimits &limits,
                                                           QString &problem);
    ~CurlFetcher() override;

    void run(const std::function<void()> &steer) override;
    void wake() override;
    void quit() override;
    void setPaused(bool paused) override;
    void step() override;
    void fetch(const QUrl &address, FetchReceiver &receiver) override;

private:
    struct Dismiss
    {
        void operator()(CURLM *multi) const { curl_multi_cleanup(multi); }
    };
    using Multi = std::unique_ptr<CURLM, Dismiss>;

    CurlFetcher(Multi multi, const FetchLimits &limits);
    void work();
    void settle();
    void await();
    [[nodiscard]] int untilNextLimit() const;

    const FetchLimits m_limits;
    ActiveClock m_clock;
    bool m_isPaused = false;
    const Multi m_multi; // outlives the transfers
    std::vector<std::unique_ptr<CurlTransfer>> m_transfers;
    std::atomic<bool> m_isOver = false;

    std::mutex m_mutex; // protects m_isWoken
    std::condition_variable m_woken;
    bool m_isWoken = false;
};

} // namespace thaw
