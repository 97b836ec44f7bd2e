// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QApplication>
#include <QEvent>
#include <QFile>

#include <cstdio>

#include <sys/resource.h>

/// An application that prints what the process has cost when its first window has been painted, and
/// quits: milliseconds of CPU time since the process began, loading included, and resident
/// megabytes.
class FirstPaintApplication : public QApplication
{
public:
    using QApplication::QApplication;

    bool notify(QObject *receiver, QEvent *event) override
    {
        const QEvent::Type type = event->type();
        m_painted = m_painted || type == QEvent::Paint;
        const bool handled = QApplication::notify(receiver, event);
        // A window paints its widgets while it handles either of these.
        if (m_painted && !m_printed && (type == QEvent::Expose || type == QEvent::UpdateRequest)) {
            m_printed = true;
            print();
            quit();
        }
        return handled;
    }

private:
    static double milliseconds(const timeval &time)
    {
        return static_cast<double>(time.tv_sec) * 1000 + static_cast<double>(time.tv_usec) / 1000;
    }

    static void print()
    {
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        QFile memory(QStringLiteral("/proc/self/statm"));
        const double pages = memory.open(QIODevice::ReadOnly)
                                     ? memory.readAll().split(' ').value(1).toDouble()
                                     : 0;
        std::printf("%.1f %.1f\n", milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime),
                    pages * 4096 / 1e6);
        std::fflush(stdout);
    }

    bool m_painted = false;
    bool m_printed = false;
};
