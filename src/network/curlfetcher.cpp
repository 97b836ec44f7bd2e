// SPDX-License-Identifier: GPL-3.0-or-later
#include "network/curlfetcher.h"

#include "network/curltransfer.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>
#include <utility>

namespace thaw {

namespace {

// What a step takes of each file; at least as much as libcurl hands over at once.
constexpr std::int64_t portion = 64 * 1024;
static_assert(portion >= CURL_MAX_WRITE_SIZE);
constexpr std::chrono::milliseconds longestWait = std::chrono::hours(1);

} // namespace

std::unique_ptr<CurlFetcher> CurlFetcher::make(const FetchLimits &limits, QString &problem)
{
    // Once for the process; it stays.
    static const CURLcode ready = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (ready != CURLE_OK) {
        problem = QString::fromLatin1(curl_easy_strerror(ready));
        return nullptr;
    }
    Multi multi(curl_multi_init());
    // Where there is no descriptor left for it, nothing could wake it: not even a cancel.
    if (!multi || curl_multi_wakeup(multi.get()) != CURLM_OK) {
        problem = tr("the system has no memory or no file descriptors left");
        return nullptr;
    }
    return std::unique_ptr<CurlFetcher>(new CurlFetcher(std::move(multi), limits));
}

CurlFetcher::CurlFetcher(Multi multi, const FetchLimits &limits)
    : m_limits(limits)
    , m_multi(std::move(multi))
{}

CurlFetcher::~CurlFetcher() = default;

void CurlFetcher::fetch(const QUrl &address, FetchReceiver &receiver)
{
    m_transfers.push_back(
            std::make_unique<CurlTransfer>(m_multi.get(), m_clock, m_limits, receiver));
    m_transfers.back()->begin(address);
}

void CurlFetcher::run(const std::function<void()> &steer)
{
    while (!m_isOver) {
        steer();
        if (!m_isPaused) {
            work();
        }
        if (!m_isOver) {
            await();
        }
    }
}

void CurlFetcher::work()
{
    const auto before = m_clock.now();
    int running = 0;
    curl_multi_perform(m_multi.get(), &running);
    for (const auto &transfer : m_transfers) {
        transfer->excuse(m_clock.now() - before); // a receiver may have taken its time
    }
    settle();
}

// A receiver that is told of the end may begin another fetch.
void CurlFetcher::settle()
{
    int left = 0;
    while (const CURLMsg *message = curl_multi_info_read(m_multi.get(), &left)) {
        if (message->msg == CURLMSG_DONE) {
            CurlTransfer::of(message->easy_handle).setDone(message->data.result);
        }
    }
    for (std::size_t i = 0; i < m_transfers.size(); ++i) {
        m_transfers[i]->settle();
    }
    std::erase_if(m_transfers, [](const auto &each) { return each->isOver(); });
}

void CurlFetcher::await()
{
    if (!m_isPaused) {
        curl_multi_poll(m_multi.get(), nullptr, 0, untilNextLimit(), nullptr);
        return;
    }
    // What comes meanwhile is left to wait, by not looking.
    std::unique_lock lock(m_mutex);
    m_woken.wait(lock, [this] { return m_isWoken; });
    m_isWoken = false;
}

// In milliseconds.
int CurlFetcher::untilNextLimit() const
{
    auto left = longestWait;
    for (const auto &transfer : m_transfers) {
        left = std::min(left, std::chrono::ceil<std::chrono::milliseconds>(transfer->deadline()
                                                                           - m_clock.now()));
    }
    return static_cast<int>(std::max(left.count(), std::int64_t{0}));
}

void CurlFetcher::wake()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isWoken = true;
    }
    m_woken.notify_one();
    curl_multi_wakeup(m_multi.get());
}

void CurlFetcher::quit()
{
    m_isOver = true;
    wake();
}

void CurlFetcher::setPaused(bool paused)
{
    m_isPaused = paused;
    m_clock.setPaused(paused);
    if (!paused) {
        for (const auto &transfer : m_transfers) {
            transfer->allow(std::numeric_limits<std::int64_t>::max());
        }
    }
}

void CurlFetcher::step()
{
    if (!m_isPaused) {
        return;
    }
    for (const auto &transfer : m_transfers) {
        transfer->allow(portion);
    }
    work();
}

} // namespace thaw
